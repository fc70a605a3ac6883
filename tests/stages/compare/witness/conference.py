"""The transcript of an invented press conference."""

TRANSCRIPT = """Press conference of the Minister for Ports, Ilse Marrow
Corran, 14 October 2031

MINISTER MARROW: Good evening, and thank you for coming at this hour. The ferry Brent Head struck \
the Mallet Rocks a little after six. Fourteen people were hurt, and two of them are still in the \
hospital at Vellamy. Nobody is missing. I want to thank the lifeboat crews, who were alongside \
within twenty minutes. They are volunteers, every one of them.

We will, uh, inspect every vessel on the strait, starting with the oldest ships. The programme \
begins on Monday. No ship sails without a new certificate, and no owner will be paid for the days \
it lies in harbour. This will cost 30 million crowns over four years. I know what that means for \
the islands.

If the owners act carelessly or greedily again, then we will respond. [Applause.]

Q: Minister, will you withdraw the licence of the Strait Line company before the winter season \
begins, as the unions demand?

MINISTER MARROW: I am not going to name a date tonight. The inquiry must do its work first. The \
company has been warned twice, in March and again in June, and it — it promised me in writing that \
the engines had been repaired. We now know that one of them had not been touched. When the inquiry \
is over, we will respond. The people of the islands have waited long enough for safe ships.

Q: How many ships are older than thirty years?

MINISTER MARROW: Seven. Seven ships out of nineteen, and I would not put my own children on two of \
them. That is the honest answer.

MR VENN: If I may add a word as harbour master. The channel was marked and the lights were working. \
My officers called the bridge three times on channel sixteen. There was [inaudible] before the \
ship turned.

Q: Was the captain alone?

MR VENN: I will leave that to the inquiry. (Laughter.)
"""
