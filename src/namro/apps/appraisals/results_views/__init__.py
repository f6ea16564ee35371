"""Views of published results and of what is made of them."""
