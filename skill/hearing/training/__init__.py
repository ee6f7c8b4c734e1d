"""What `make models` does: templates to interaction models, and to what the ear has learned."""
