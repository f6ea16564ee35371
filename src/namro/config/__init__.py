"""Settings, addresses and start-up of the site: the only room that knows where an installation keeps its data."""
