"""THE DESK: what is kept: articles as they came, the stories they tell, what people decided."""
