"""What a screen shows while the coach talks: computed from the coach's turn alone, without Alexa."""
