"""Pure functions from the corpus to what readers get: pages, feeds and search words."""
