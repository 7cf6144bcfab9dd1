"""
Look a carousel over before it is uploaded.

    preflight   everything that is known without another look at the page: words, links, limits
    words       alt text, covers, duplicates, links
    limits      what the platform takes
    pixels      contrast, measured on the finished picture
    looking     all of that on a running stage, or from a file to findings
    report      findings as text, JSON or SARIF
"""
