import { writeFileSync } from 'node:fs';
import { errorsMarkdown } from './errorsDocument';

writeFileSync('docs/errors.md', errorsMarkdown());
