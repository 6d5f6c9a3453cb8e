import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** Text that says something: without the blanks around it, it is not empty. */
export function IsWords(maxLength: number): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { readonly value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    IsString(),
    IsNotEmpty(),
    MaxLength(maxLength),
  );
}
