"""Questions asked at the desk."""
