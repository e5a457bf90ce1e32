"""Says who is who: never two people as one, and one person as one wherever the evidence allows."""
