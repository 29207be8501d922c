"""How Norwegian documents write dates, times, types, outcomes and people, in either language.

Each function gives a value only where the text says it; what is not said whole is `None`.
"""
