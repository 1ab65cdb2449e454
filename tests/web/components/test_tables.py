from __future__ import annotations

from khabar.web.components.tables import labelled

HEAD = '<thead><tr><th scope="col">Sought</th><th scope="col" class="number">Likely</th></tr></thead>'


def test_each_cell_carries_the_words_of_its_column() -> None:
    rows = '<tbody><tr><th scope="row">A</th><td>5</td></tr>'
    rows += '<tr><th scope="row">B</th><td class="number">6</td></tr></tbody>'
    said = labelled(HEAD + rows)
    assert '<th scope="row" data-label="Sought">B</th><td data-label="Likely" class="number">6</td>' in said
    assert said.count("data-label") == 4
    assert said.startswith(HEAD)


def test_a_table_without_headings_stays_as_it_is() -> None:
    assert labelled("<tbody><tr><td>5</td></tr></tbody>") == "<tbody><tr><td>5</td></tr></tbody>"


def test_words_of_a_column_never_leave_their_place() -> None:
    said = labelled('<thead><tr><th scope="col"><b>“It" is</b> &lt;so&gt;</th></tr></thead><tr><td>5</td></tr>')
    assert '<td data-label="“It&quot; is &lt;so&gt;">5</td>' in said


def test_what_is_more_than_the_columns_has_no_words() -> None:
    said = labelled(HEAD + "<tr><td>1</td><td>2</td><td>3</td></tr>")
    assert said.endswith('<td data-label="">3</td></tr>')
