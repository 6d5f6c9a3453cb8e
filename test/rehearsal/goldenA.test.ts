import { equalsItsGoldenReport } from './rehearse';

// The golden cases stand in two files, so that both cores have one.
equalsItsGoldenReport(['mixed', 'nobody-does-anything', 'late-working-days']);
