/** The members of a DTO without its class: what a handler returns is a plain object, the class only documents it. */
export type Plain<Dto> = Dto extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : Dto extends object
    ? { readonly [Key in keyof Dto]: Plain<Dto[Key]> }
    : Dto;
