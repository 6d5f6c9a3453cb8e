import { writeFileSync } from 'node:fs';
import { environmentExample } from './settings';

writeFileSync('.env.example', environmentExample());
