"""The wire: Alexa's requests in, Alexa's responses out, and the limits of the platform."""
