"""The editors' preview: a server that outlives every broken save, and shows what is wrong until it is mended."""
