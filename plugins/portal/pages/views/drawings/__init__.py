"""Drawings as numbers: where each mark stands, in percent of the width; a template gives them their lines.

A drawing says nothing that does not stand beside it as a table or a sentence.
"""
