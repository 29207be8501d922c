"""Agendas, minutes and meeting plans become meetings: the head, the items and their text, and the plan."""
