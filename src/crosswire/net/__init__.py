"""The one door to the network: what may be fetched, how politely, and what came."""
