"""The neutral offline basemap."""
