"""What to do: the pure coach. Standard library only; no Alexa, language, clock or files."""
