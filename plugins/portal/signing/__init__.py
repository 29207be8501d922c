"""Approved minutes, signed so that anybody can tell, without this site or this program, that nobody changed them."""
