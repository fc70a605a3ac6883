"""The line reader's weights."""


class LineModel:
    def chances(self, d):
        return [0.1 if l.prose else 0.4 for l in d]
