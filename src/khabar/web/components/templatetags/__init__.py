"""Template tag libraries of the components."""
