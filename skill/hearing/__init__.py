"""Words to intents: an ear that hears as Alexa would, and how well it does."""
