allowTTFSubsetting: list[str]
useA85: int
