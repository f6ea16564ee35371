"""The look that every page shares: frame, components, styles, icons, formats. Knows nothing of the domain."""
