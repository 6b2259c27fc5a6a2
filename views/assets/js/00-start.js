/* Turbo's own progress bar brings an inline style, which our content security policy forbids: app.css draws one. */
Turbo.setProgressBarDelay(2 ** 30);
