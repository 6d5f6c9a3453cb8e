import { equalsItsGoldenReport } from './rehearse';

// The golden cases stand in two files, so that both cores have one.
equalsItsGoldenReport(['all-on-time', 'acts-and-refusals', 'after-an-outage']);
