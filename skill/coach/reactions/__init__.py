"""What the coach does about each label; `skill.coach.machine` says which reaction answers where."""
