"""A target with a fault behind some branches, which blind tries do not find."""


def trapped(data: bytes) -> None:
    """Fails for whatever begins with NEWS."""
    if len(data) < 4 or data[0] != ord("N"):
        return
    if data[1] != ord("E"):
        return
    if data[2] != ord("W"):
        return
    if data[3] == ord("S"):
        raise LookupError("trapped")
