"""Pictures as SVG, made here: classes and presentation attributes only, since the content policy
allows no inline style. Each has a title, a description, and a twin in words for whoever cannot see."""
