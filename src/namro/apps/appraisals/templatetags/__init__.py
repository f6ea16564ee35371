"""Tags of the appraiser's pages."""
