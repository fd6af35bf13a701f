"""Official working days of China, adjusted working weekends included."""

from datetime import date, timedelta


def working_days(start: date, end: date) -> tuple[int, bool]:
    """Working days after `start` up to and including `end`, and whether the calendar of every day is known.

    For a year without a published holiday notice Monday to Friday count as working days, and the answer is uncertain.
    """
    count, known = 0, True
    day = start
    while day < end:
        day += timedelta(days=1)
        works, certain = _is_working(day)
        count += works
        known &= certain
    return count, known


def _is_working(day: date) -> tuple[bool, bool]:
    import chinese_calendar

    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False
