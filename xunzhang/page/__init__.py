"""The page: its document (`document`, `templates/`), its words in HTML (`parts/bilingual`), its views (`registry`, `views/`).

It goes through `search`, `explore` and `service`, and never below them. All of Gradio stands behind `gradio_adapter`.

A view
------
Each view is a `View` (see `parts/view.py`) listed in `registry.VIEWS`; nothing else has to know of it. Views do not import each
other; what several of them need is in `parts/`. A view is the section `<section class="view" data-view="NAME">`, shown by
`?view=NAME` (Ask, the first, without). The question box stands above all views: a section that can show a question's hits has an
element of its own with `data-asks`, and stays when a question is asked; any other gives way to Ask. An article opens beside any
view. The words of a view go into `messages/`. Its HTML stands in templates of its own (`templates/NAME/`), where everything is
escaped that goes in: Python chooses and computes what is shown, a template lays it out (`parts/templates.py` has what templates
may use).

Handlers are functions that take the JSON object the script sends and return one: HTML made by the server (`Markup`), or data.
They get the searcher from the `GetSearcher` on every request. What a user can mend is raised as XunzhangError and reaches the
script as {"notice": HTML}.

Its scripts (static/*.js) run once, in a scope that has `section`, `settings` (View.settings) and `xz`. A number or a name that
Python has too is not written down in a script: it is a setting.

    xz.request(name, data)      calls a handler; null when no answer came back
    xz.put(place, reply, part)  shows a part of what it answered, or else its notice, or that no answer came
    xz.show(place, html)        puts HTML into the page, in the page's language
    xz.words(key, {n: 3})       the plain text of a key listed in View.words, in the page's language now
    xz.address()                the address' parameters; xz.remember({term: "x", q: null}) changes them with a step in the history
    xz.go(view)                 shows another view
    xz.tell(text)               says something for a few seconds, to screen readers too
    xz.announce(place)          says to screen readers alone what a place of the page has come to show: its first note
    xz.on(name, handler)        listens to an event of the page, one of those below or a browser's
    xz.root, xz.at(selector)    the page's own root element, and a node in it;  xz.phone.matches, xz.motion ("auto" or "smooth")
    xz.language.now             "zh" or "en"
    xz.settings                 what every view has to know: `home`, `lists` and `bounds` of filters, and so on (`document.py`)
    xz.blank(names, value)      {name: value}, null if none is given, for xz.remember
    xz.closed                   changes for xz.remember that leave no article open
    xz.trigger(name, data)      fires an event of the gr.HTML that `View.components` may listen to

A button or link anywhere with data-passage=ID or data-article=ID opens the reader; nothing else is needed for that. Events:

    on `section`   xz:view      the view is shown, or the address changed while it is: {first, address}; load on the first one
    on `xz.root`   xz:results   after results are painted: {question, filters, reply}; reply is null when nothing was asked
                   xz:shown     another view is shown, or the same one anew
                   xz:language  the page's language changed: {language}
                   xz:address   the address was opened, or back or forward was used: {address}
                   xz:open      to be dispatched (xz.emit("xz:open", passage id)): opens a passage in the reader

Gradio components (a plot) are made by `View.components` in a column of their own, which moves into the section's
`<div data-slot></div>` when the view is first shown.
"""
