"""What a record is: the closed vocabularies, the values, the models and the kinds."""
