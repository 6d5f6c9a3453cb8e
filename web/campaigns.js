import { read } from './parts/api.js';
import { useCalendar, useZone } from './parts/times.js';
import { may } from './session.js';

const CHOICE = 'campaign';
let campaigns = [];
let chosen = null;
let knownCalendar = null;

/** The campaigns that the person may see. */
export function allCampaigns() {
  return campaigns;
}

/** The campaign that all pages speak of, with its stages; null: there is none. */
export function chosenCampaign() {
  return chosen;
}

export function chooseCampaign(id) {
  sessionStorage.setItem(CHOICE, id);
}

export function forgetCampaigns() {
  campaigns = [];
  chosen = null;
  knownCalendar = null;
}

/** Looks again which campaigns there are and how the chosen one stands. */
export async function loadCampaigns() {
  campaigns = (await read('/campaigns')).items;
  const choice = sessionStorage.getItem(CHOICE);
  const line = campaigns.find(({ id }) => id === choice) ?? campaigns[0];
  chosen = line === undefined ? null : await read(`/campaigns/${line.id}`);
  if (chosen === null) return;
  useZone(chosen.timeZone);
  if (may('calendar.read')) await loadCalendar(chosen.calendarId);
}

/** Whether the first turn of a campaign is still under way: a stage that waits for nothing should be open by now. */
export function isOpening(campaign) {
  if (campaign === null || campaign.state !== 'RUNNING' || campaign.isOut) return false;
  const isDue = ({ state, waitsFor, opensAt }) =>
    state === 'WAITING' && waitsFor.length === 0 && opensAt !== null && Date.parse(opensAt) <= Date.parse(campaign.now);
  return campaign.stages.every(({ state }) => state === 'WAITING') && campaign.stages.some(isDue);
}

/** How the chosen campaign stands now, without showing it. */
export function lookAtCampaign() {
  return chosen === null ? null : read(`/campaigns/${chosen.id}`);
}

/** Days in words are working days: those of the campaign's calendar. */
async function loadCalendar(id) {
  if (id === knownCalendar) return;
  useCalendar(await read(`/calendars/${id}`));
  knownCalendar = id;
}
