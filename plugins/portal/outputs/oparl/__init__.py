"""What is public as OParl 1.1 (https://oparl.org/spezifikation/), in static files.

An object's id is the URL of its file. The collaboration is one Body; its bodies and partners are Organizations, its
meetings Meetings with AgendaItems, its cases and projects Papers, the treatment of one on an agenda a Consultation.
A retracted record is a deleted object; an exempt one has the name that may be known. No person is told of: the lists
of persons and memberships are where they would come in, in `organisations` and `interface`.
"""

from portal.outputs.oparl.interface import export

__all__ = ["export"]
