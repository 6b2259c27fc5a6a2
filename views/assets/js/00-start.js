/* Turbo (before this file) is on the page. */
Turbo.config.drive.progressBarDelay = 300;
