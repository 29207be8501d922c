"""The thin adapters to site generators. Nothing outside this folder knows of one."""
