"""
The studio: the carousel built in a browser, served to the one person who started it.

    guard       who may ask at all: token, Host, Origin, the headers of every answer
    routes      the table of what may be asked; openapi is written from it
    project     the carousel being built: revisions, undo, what is on the disk
    actions     each edit as a function from carousel to carousel
    previews    compose()'s document of what is chosen now, with the last fit
    worker      the one thread that owns the browser and takes the pictures
    exports     the same export as `carousel render`, with its progress
    serving     all of that on a port of this machine

Holds no product logic: what is shown is compose's document and the stage's picture of it.
"""
