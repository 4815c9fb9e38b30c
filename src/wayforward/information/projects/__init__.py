"""Development projects: what publishers say in IATI files about help in the country, by place."""
