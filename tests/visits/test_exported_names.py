import visits


def test_the_door_names_what_it_gives_each_once():
    assert len(set(visits.__all__)) == len(visits.__all__)
    public = {
        name for name, value in vars(visits).items() if not name.startswith("_") and not is_module(value)
    }
    assert set(visits.__all__) == public


def is_module(value):
    return type(value).__name__ == "module"
