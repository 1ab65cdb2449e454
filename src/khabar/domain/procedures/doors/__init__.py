"""The doors, one module for each body or kind of body: each gives the lines that decide whether it is open."""
