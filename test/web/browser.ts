import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's own Chromium. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? PATHS.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error('No Chromium: install the package chromium, or set CHROMIUM_PATH to its program.');
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A page of its own session, and what its browser complained about. */
export interface Window {
  readonly page: Page;
  readonly complaints: string[];
}

export async function openWindow(browser: Browser, baseURL: string, width: number): Promise<Window> {
  const context = await browser.newContext({ baseURL, locale: 'vi-VN', viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** How many pixels the page is wider than its window; 0: nothing scrolls sideways. */
export function tooWideBy(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
