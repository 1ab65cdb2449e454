"""`python -m khabar`: the shell door. What it does stands in `khabar.config.main`."""

from khabar.config.main import main

main()
