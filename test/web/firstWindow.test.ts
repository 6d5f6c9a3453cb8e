import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openWindow, tooWideBy } from './browser';
import { startSystem, type RunningSystem } from './runningSystem';

const WIDE = 1440;
const NARROW = 390;
const UNIT = 'Thị trấn Ninh Giang';
/** Little more than what tells a PDF from other files. */
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
/** The launch itself sends mail; a few events later a digest or a reminder certainly has. */
const PRESSES_AT_MOST = 6;

let system: RunningSystem;
let browser: Browser;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), launchBrowser()]);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await system.stop();
}, 30_000);

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/');
  await page.locator(`[data-login="${login}"]`).first().click();
  await page.locator('#who').waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
}

async function goTo(page: Page, name: 'Đợt đánh giá' | 'Nhiệm vụ' | 'Hộp thư'): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name });
  await link.click();
  await page.locator('nav [aria-current="page"]', { hasText: name }).waitFor();
}

/** Presses "next event" until mail has been sent on the way. */
async function moveUntilMail(page: Page): Promise<void> {
  for (let pressed = 0; pressed < PRESSES_AT_MOST; pressed += 1) {
    const answered = page.waitForResponse(/\/clock\/moves$/u);
    await page.getByRole('button', { name: 'Đến mốc tiếp theo' }).click();
    const { happened } = await (await answered).json();
    const told = page.locator('.happened', { hasText: `Vừa xảy ra ${String(happened.length)} việc` });
    if (happened.some(({ kind }: { kind: string }) => kind === 'MAIL')) return told.first().waitFor();
    await page.getByRole('button', { name: 'Đến mốc tiếp theo' }).waitFor();
  }
  throw new Error('No mail was sent');
}

async function openTaskOfUnit(page: Page): Promise<void> {
  await goTo(page, 'Nhiệm vụ');
  await page.getByRole('listitem').filter({ hasText: UNIT }).getByRole('link').first().click();
  await page.locator('#ledger').waitFor();
}

it('a coordinator moves the rehearsal, sees who was told; an official reports a task done, and the ledger tells it', async () => {
  const { page, complaints } = await openWindow(browser, system.url, WIDE);
  await signIn(page, 'coordinator@noi-vu');
  expect(await page.locator('#now').textContent()).toBe('thứ Sáu 08/12/2023 07:30');
  await page.locator('.stages > li').first().waitFor();
  expect(await page.locator('.stages > li').count()).toBe(8);
  expect(await page.locator('[data-stage="synthesis"]').textContent()).toContain('Chờ: ');
  await moveUntilMail(page);
  await page.locator('[data-stage="survey"]', { hasText: 'Đang làm' }).waitFor();

  await openTaskOfUnit(page);
  const taskAddress = page.url();
  const ledger = page.locator('#ledger');
  expect(await ledger.locator('li.FIRED').count()).toBeGreaterThan(0);
  expect(await ledger.locator('li.PLANNED').first().textContent()).toContain('Sẽ gửi');
  expect(await ledger.locator('li.FIRED').first().textContent()).toContain('Đã giữ (diễn tập)');

  await goTo(page, 'Hộp thư');
  await page.locator('a[href^="/hop-thu/"]').first().click();
  const letter = page.frameLocator('iframe.letter');
  expect(await letter.locator('h1').textContent()).not.toBe('');
  await signOut(page);

  await signIn(page, 'official@11155');
  await openTaskOfUnit(page);
  expect(page.url()).toBe(taskAddress);
  await page.getByRole('button', { name: 'Báo cáo hoàn thành' }).click();
  await page.getByLabel('Kết quả thực hiện').fill('Đã gửi danh sách mẫu 60 người');
  await page
    .getByLabel('Tệp kèm theo')
    .setInputFiles({ name: 'danh-sach.pdf', mimeType: 'application/pdf', buffer: PDF });
  await page.locator('.acts form').getByRole('button', { name: 'Báo cáo hoàn thành' }).click();
  await page.locator('.notice').waitFor();
  await signOut(page);

  await signIn(page, 'coordinator@noi-vu');
  await page.goto(taskAddress);
  await ledger.waitFor();
  expect(await page.locator('main .chip').first().textContent()).toBe('Hoàn thành');
  expect(await ledger.textContent()).toContain('nhiệm vụ đã hoàn thành trước thời điểm này');
  expect(await page.getByRole('link', { name: 'danh-sach.pdf' }).count()).toBe(1);
  expect(complaints).toEqual([]);
}, 90_000);

it.each([WIDE, NARROW])(
  'nothing scrolls sideways and the browser does not complain at %i pixels',
  async (width) => {
    const { page, complaints } = await openWindow(browser, system.url, width);
    const wide: Record<string, number> = {};
    const look = async (name: string): Promise<void> => {
      wide[name] = await tooWideBy(page);
    };
    await page.goto('/');
    await page.locator('#demo-first').waitFor();
    await look('sign-in');
    await signIn(page, 'coordinator@noi-vu');
    await page.locator('.stages').waitFor();
    await look('campaign');
    await page.getByRole('button', { name: 'Đến ngày giờ…' }).click();
    await look('clock');
    await openTaskOfUnit(page);
    await look('task');
    await goTo(page, 'Nhiệm vụ');
    await page.locator('[data-group]').first().waitFor();
    await look('tasks');
    await goTo(page, 'Hộp thư');
    await page.locator('a[href^="/hop-thu/"]').first().click();
    await page.frameLocator('iframe.letter').locator('h1').waitFor();
    await look('mail');
    expect(wide).toEqual(Object.fromEntries(Object.keys(wide).map((name) => [name, 0])));
    expect(complaints).toEqual([]);
  },
  60_000,
);

it('a task that comes back says why, who did what stands in its history, and its mail names whom it went to', async () => {
  const { page, complaints } = await openWindow(browser, system.url, NARROW);
  await signIn(page, 'coordinator@noi-vu');
  await goTo(page, 'Nhiệm vụ');
  await page.locator('[data-group="SETTLED"]').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Trả lại để làm tiếp' }).click();
  await page.getByLabel('Hạn mới').fill('2023-12-22');
  await page.getByLabel('Lý do').fill('Thiếu số điện thoại của 12 người');
  await page.locator('.acts form').getByRole('button', { name: 'Trả lại để làm tiếp' }).click();
  await page.locator('.notice').waitFor();
  expect(await page.locator('.returned-why').textContent()).toContain('Thiếu số điện thoại của 12 người');
  const history = page.locator('#history');
  expect(await history.textContent()).toContain('Đã gửi danh sách mẫu 60 người');
  expect(await history.locator('li').last().textContent()).toContain('hạn: thứ Sáu 22/12/2023');
  expect(await page.locator('#ledger li.FIRED .mails').first().textContent()).toContain(
    `Công chức phụ trách CCHC – ${UNIT}`,
  );
  expect(await page.locator('#ledger > .timeline').textContent()).not.toContain('đã hoàn thành trước thời điểm này');
  expect(await tooWideBy(page)).toBe(0);
  expect(complaints).toEqual([]);
}, 60_000);

it('whoever looks after the system sends a failed mail once more', async () => {
  const { page } = await openWindow(browser, system.url, WIDE);
  await page.route(/\/api\/v1\/messages\?/u, async (route) => {
    const response = await route.fetch();
    const { items, nextCursor } = await response.json();
    const [first, ...rest] = items;
    await route.fulfill({ response, json: { items: [{ ...first, status: 'FAILED' }, ...rest], nextCursor } });
  });
  await signIn(page, 'coordinator@noi-vu');
  await goTo(page, 'Hộp thư');
  await page.locator('a[href^="/hop-thu/"]').first().waitFor();
  expect(await page.getByRole('button', { name: 'Gửi lại' }).count()).toBe(0);
  await signOut(page);
  await signIn(page, 'administrator@ubnd-huyen');
  await goTo(page, 'Hộp thư');
  const asked = page.waitForRequest(/\/messages\/[0-9a-f-]+\/retry$/u);
  await page.getByRole('button', { name: 'Gửi lại thư cho' }).click();
  expect((await asked).method()).toBe('POST');
  // This mail of a rehearsal has not failed in truth.
  await page.getByRole('alert').waitFor();
}, 60_000);

it('while the first turn of a campaign is under way, the page looks again by itself, and then no more', async () => {
  const { page } = await openWindow(browser, system.url, WIDE);
  let looked = 0;
  await page.route(/\/api\/v1\/campaigns\/[0-9a-f-]+$/u, async (route) => {
    const response = await route.fetch();
    const campaign = await response.json();
    looked += 1;
    const stages = campaign.stages.map((stage: object) => ({ ...stage, state: 'WAITING', openedAt: null }));
    await route.fulfill({ response, json: looked <= 2 ? { ...campaign, stages } : campaign });
  });
  await signIn(page, 'coordinator@noi-vu');
  const survey = page.locator('[data-stage="survey"]');
  await survey.filter({ hasText: 'Chưa mở' }).waitFor();
  await page.getByRole('link', { name: 'Tất cả nhiệm vụ' }).focus();
  await survey.filter({ hasText: 'Đang làm' }).waitFor();
  expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('Tất cả nhiệm vụ');
  const before = looked;
  await page.waitForTimeout(3_000);
  expect(looked).toBe(before);
}, 60_000);

it('when an answer is lost, what was typed is kept, and pressing again does it once', async () => {
  const { page } = await openWindow(browser, system.url, WIDE);
  await signIn(page, 'coordinator@noi-vu');
  await openTaskOfUnit(page);
  await page.route(
    '**/comments',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Ghi ý kiến' }).click();
  const words = page.getByRole('textbox', { name: 'Ý kiến' });
  await words.fill('Đề nghị nộp sớm');
  const press = page.locator('.acts form').getByRole('button', { name: 'Ghi ý kiến' });
  await press.click();
  await page.getByRole('alert').filter({ hasText: 'Không kết nối được máy chủ' }).waitFor();
  await page.reload();
  expect(await words.inputValue()).toBe('Đề nghị nộp sớm');
  await press.click();
  await page.locator('.notice').waitFor();
  expect(await page.getByText('Đề nghị nộp sớm').count()).toBe(1);
}, 60_000);
